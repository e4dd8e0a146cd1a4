"""What a log and a report of an error may hold: where and what, never what people wrote nor whose page it was."""

import logging
import re
from types import FrameType
from typing import Any

from django.http import HttpRequest
from django.views.debug import SafeExceptionReporterFilter


class WithoutWhatPeopleWrote(SafeExceptionReporterFilter):
    """Outside development no field of a form and no variable of the code is told, since an entry may stand in it."""

    def get_post_parameters(self, request: HttpRequest | None) -> dict[str, Any]:
        fields = super().get_post_parameters(request)
        return dict.fromkeys(fields, self.cleansed_substitute) if self.is_active(request) else fields

    def get_traceback_frame_variables(self, request: HttpRequest | None, tb_frame: FrameType) -> Any:
        return [] if self.is_active(request) else super().get_traceback_frame_variables(request, tb_frame)


class WithoutKeys(logging.Filter):
    """Lets every message through, its addresses without keys, tokens, numbers and names: `/sv/dagbok/…/`."""

    _TELLING = re.compile(r"(?<=/)[^/]*(?:[0-9%][^/]*|[^/]{20,})")

    def filter(self, record: logging.LogRecord) -> bool:
        if isinstance(record.args, tuple):
            record.args = tuple(self._without(value) for value in record.args)
        return True

    def _without(self, value: object) -> object:
        is_address = isinstance(value, str) and value.startswith("/")
        return self._TELLING.sub("…", str(value).split("?")[0]) if is_address else value
