"""Every message is there in 简体 and 繁體, with the same places for values, and nothing is left over."""

import pytest
from babel.messages import Catalog

from kehu_desk import translation
from kehu_desk.translation import LOCALES, faults, found


@pytest.fixture(scope="module")
def messages():
    return {message.id if isinstance(message.id, str) else message.id[0]: message for message in found() if message.id}


@pytest.mark.parametrize("locale", LOCALES)
def test_no_message_is_missing_left_over_or_different(locale):
    assert faults(locale) == []


def test_messages_are_found_in_code_and_in_templates(messages):
    assert {"Earned premium", "Ended policies", "Search for “%(text)s”"} <= set(messages)


def test_plural_forms_and_contexts_are_found(messages):
    assert messages["One policy"].id == ("One policy", "%(count)s policies")
    assert any(message.context == "line" for message in messages.values())


@pytest.mark.parametrize(
    ("kept", "fault"),
    [
        ({}, "not translated: 'Hello %(name)s'"),
        ({"Hello %(name)s": ""}, "not translated: 'Hello %(name)s'"),
        ({"Hello %(name)s": "你好"}, "other places: 'Hello %(name)s'"),
        ({"Hello %(name)s": "你好%(name)s", "Bye": "再见"}, "left over: 'Bye'"),
    ],
)
def test_each_fault_is_named(monkeypatch, kept, fault):
    wanted, there = Catalog(), Catalog(locale="zh_Hans")
    wanted.add("Hello %(name)s")
    for text, translated in kept.items():
        there.add(text, translated)
    monkeypatch.setattr(translation, "found", lambda: wanted)
    monkeypatch.setattr(translation, "kept", lambda locale: there)
    assert faults("zh_Hans") == [fault]


def test_extracting_keeps_what_is_translated(monkeypatch, tmp_path):
    wanted = Catalog()
    wanted.add("Old")
    wanted.add("New")
    monkeypatch.setattr(translation, "found", lambda: wanted)
    monkeypatch.setattr(translation, "catalogue_path", lambda locale: tmp_path / locale / "django.po")
    translation.extract()
    path = tmp_path / "zh_Hans" / "django.po"
    path.write_text(path.read_text().replace('msgid "Old"\nmsgstr ""', 'msgid "Old"\nmsgstr "旧"'))
    translation.extract()
    assert {one.id: one.string for one in translation.kept("zh_Hans") if one.id} == {"New": "", "Old": "旧"}
    translation.compile_all()
    assert path.with_suffix(".mo").read_bytes()[:4] == b"\xde\x12\x04\x95"
