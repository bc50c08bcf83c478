"""The desk: what people see and do, in the browser. It stands on the engine through one gateway."""
