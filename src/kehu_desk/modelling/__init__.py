"""The models of a run: tables that one reads, edits under control, two runs beside each other, and how they did."""
