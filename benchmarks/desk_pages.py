"""Prints what visitors of the desk ask for, and what each page costs in queries and bytes, as one JSON object.

Runs in the desk's own environment, on the published run; `benchmarks.desk` calls it. Django has to be set up before
anything of the desk can be imported, hence two modules.
"""

from __future__ import annotations

import importlib
import json
import os

import django


def main() -> None:
    """Set Django up, and print."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kehu_desk.settings")
    django.setup()
    samples = importlib.import_module("benchmarks.desk_samples")
    asked = samples.made()
    found = {"samples": asked, "pages": samples.costs(asked), "customers": samples.customer_count()}
    print(json.dumps(found, ensure_ascii=False))


if __name__ == "__main__":
    main()
