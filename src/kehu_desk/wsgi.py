"""The desk as a WSGI application, for any server that speaks it.

Reads the settings; gives `application`. `kehu serve` runs it under gunicorn.
"""

from __future__ import annotations

import gc
import importlib
import os
from typing import Any

from django.conf import settings
from django.core.wsgi import get_wsgi_application


def desk() -> Any:
    """The application, with the desk's own settings unless others are named."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kehu_desk.settings")
    made = get_wsgi_application()
    # Every page with all that it needs is loaded now, so that nobody's first look waits for it. It stays for good:
    # collecting it again and again would hold up a page now and then.
    importlib.import_module(settings.ROOT_URLCONF)
    gc.collect()
    gc.freeze()
    return made


application = desk()
