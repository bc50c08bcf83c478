"""The stages: functions from tables to tables. Siblings never import each other; `pipeline.py` holds their order."""
