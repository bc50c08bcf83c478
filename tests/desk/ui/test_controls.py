"""A select box says what Django's own says: the same options, the same choice, nothing that breaks out of its place."""

from html.parser import HTMLParser

import pytest
from django import forms

from kehu_desk.ui.controls import select_box


class Form(forms.Form):
    branch = forms.ChoiceField(
        label="Branch",
        choices=[("", "All"), ("a&b", '<b>"A&B"</b>'), ("North", [("n1", "N 1"), ("n2", "N 2")])],
        help_text="Where",
    )
    kind = forms.ChoiceField(choices=[("p", "Person")], required=False, widget=forms.Select(attrs={"disabled": True}))


class Parts(HTMLParser):
    def __init__(self, html):
        super().__init__()
        self.found = []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, sorted((name, value or "") for name, value in attrs)))

    def handle_data(self, data):
        if data.strip():
            self.found.append(data.strip())


@pytest.mark.parametrize("data", [None, {}, {"branch": "a&b"}, {"branch": "n2"}, {"branch": '"><script>'}])
@pytest.mark.parametrize("name", ["branch", "kind"])
def test_it_is_read_as_djangos_own(name, data):
    field = Form(data)[name]
    attributes = {"class": "form-select", "aria-describedby": "id_branch-hint"}
    assert Parts(select_box(field, attributes)).found == Parts(field.as_widget(attrs=attributes)).found
