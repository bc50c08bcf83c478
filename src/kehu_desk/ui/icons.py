"""The icons that the desk uses, by their names in Tabler's outline set.

Gives `ICONS`, from which the sprite is made when the desk is set up: a page loads one small file, not five thousand.
"""

from __future__ import annotations

ICONS = (
    *("activity", "alert-triangle", "arrow-back-up", "arrow-down", "arrow-left", "arrow-right", "arrow-up"),
    *("arrows-left-right", "device-floppy", "scale", "trophy"),
    *("briefcase", "building", "building-bank", "calendar", "calendar-event", "calendar-off", "car", "chart-bar"),
    *("chart-line", "chart-pie", "check", "chevron-down", "chevron-left", "chevron-right", "circle-check", "clock"),
    *("columns-3", "contract", "copy", "database", "device-desktop", "dots", "download", "edit", "eye", "eye-off"),
    *(
        "file-import",
        "file-spreadsheet",
        "file-text",
        "filter",
        "flag",
        "folder",
        "gift",
        "hash",
        "headset",
        "heart-handshake",
    ),
    *("help-circle", "history", "home", "id", "inbox", "info-circle", "key", "language", "layout-grid", "link"),
    *("list", "lock", "login", "logout", "mail", "map-pin", "message", "message-star", "minus", "moon", "mood-empty"),
    *("package", "phone", "player-play", "plus", "printer", "receipt", "receipt-refund", "refresh", "rotate", "search"),
    *("search-off", "send", "settings", "shield", "shield-check", "shield-lock", "sitemap", "star", "sun", "table"),
    *("tag", "trash", "trending-down", "trending-up", "upload", "user", "user-circle", "user-plus", "users"),
    *("users-group", "x"),
)
