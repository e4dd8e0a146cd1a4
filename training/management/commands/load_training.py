from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from wagtail.models import Site

from training.joining import Mismatch
from training.loader import load
from training.package import PackageError, read_package

BASIC = Path(__file__).resolve().parents[2] / "packages" / "basic"


class Command(BaseCommand):
    help = "Loads or updates a course package. Pages that a trainer has edited since are kept."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--package", type=Path, default=BASIC, help="folder of the package")
        parser.add_argument("--check", action="store_true", help="read and compare the languages, write nothing")
        parser.add_argument("--overwrite", action="store_true", help="also pages that a trainer has edited")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            package = read_package(options["package"])
            if options["check"]:
                self.stdout.write(f"{sum(1 for _ in package.walk())} pages in every language, nothing to object.")
                return
            report = load(package, overwrite=options["overwrite"])
        except (PackageError, Mismatch, FileNotFoundError) as error:
            raise CommandError(str(error)) from error
        except Site.DoesNotExist as error:
            raise CommandError("There is no site yet: run manage.py set_up_site first.") from error
        for title in report.kept:
            self.stdout.write(f"Kept as edited: {title}")
        self.stdout.write(
            f"{len(report.created)} created, {len(report.updated)} updated, "
            f"{len(report.kept)} kept as edited, {report.unchanged} unchanged."
        )
