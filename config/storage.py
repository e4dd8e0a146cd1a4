"""How static files are stored in production."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class StaticFilesStorage(CompressedManifestStaticFilesStorage):
    """Names hold a digest, also those that modules import each other by: none is old in a browser's cache."""

    support_js_module_import_aggregation = True
