import gc
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.production")

application = get_wsgi_application()

# The code itself never becomes garbage. Without this every full collection walks all of it, in the middle of a page
# that makes many objects: a matrix of 1,000 people took a quarter longer.
gc.collect()
gc.freeze()
