from django import forms
from django.http import QueryDict

from kehu_desk.ui.filtering import bar, field_parts


class Filters(forms.Form):
    main_fields = ("q", "line")

    q = forms.CharField(label="Name", required=False)
    line = forms.MultipleChoiceField(label="Line", required=False, choices=[("home", "Home"), ("motor", "Motor")])
    expires_before = forms.DateField(label="Expires before", required=False, help_text="A day")
    least = forms.DecimalField(label="Premium from", required=False)
    is_losing = forms.BooleanField(label="Losing", required=False)


def shown(query):
    return bar(Filters(QueryDict(query)), QueryDict(query))


def test_a_chip_says_what_is_set_in_words_and_takes_it_out():
    chips = shown("q=王&line=home&line=motor&expires_before=2025-01-31&after=9").chips
    assert [(chip.label, chip.text) for chip in chips] == [
        ("Name", "王"), ("Line", "Home, Motor"), ("Expires before", "31 Jan 2025"),
    ]  # fmt: skip
    assert chips[1].href == "?q=%E7%8E%8B&expires_before=2025-01-31"


def test_what_is_empty_or_wrong_has_no_chip():
    assert shown("q=&line=unknown&expires_before=yesterday").chips == ()


def test_an_amount_and_a_yes_have_chips_too():
    assert [(chip.label, chip.text) for chip in shown("least=1500000&is_losing=on").chips] == [
        ("Premium from", "1.5 M"), ("Losing", ""),
    ]  # fmt: skip


def test_fields_not_named_as_main_wait_behind_more():
    found = shown("q=a")
    assert [field.name for field in found.fields] == ["q", "line"]
    assert [field.name for field in found.more] == ["expires_before", "least", "is_losing"]


def test_more_opens_where_something_in_it_is_wrong():
    assert shown("expires_before=yesterday").is_more_open
    assert not shown("expires_before=2025-01-31").is_more_open


def test_order_and_columns_outlive_a_new_filter():
    found = shown("q=a&order=-result&columns=name&columns=line")
    assert found.kept == (("order", "-result"), ("columns", "name"), ("columns", "line"))
    assert found.clear_href == "?order=-result&columns=name&columns=line"


def test_a_field_tells_its_hint_and_its_error_to_those_who_listen():
    parts = field_parts(Filters(QueryDict("expires_before=yesterday"))["expires_before"])
    assert 'aria-describedby="id_expires_before-hint id_expires_before-error"' in parts["control"]
    assert 'type="date"' in parts["control"]
    assert "is-invalid" in parts["control"]


def test_each_widget_has_its_shape():
    form = Filters(QueryDict(""))
    assert [field_parts(form[name])["shape"] for name in ("q", "line", "is_losing")] == ["input", "select", "check"]
