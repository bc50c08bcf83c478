from kehu_desk.ui.forms import GalleryFilters, GalleryForm


def test_the_gallery_filters_take_nothing_as_everything():
    assert GalleryFilters({}).is_valid()


def test_the_gallery_form_is_wrong_on_purpose():
    form = GalleryForm({"name": "", "phone": "12"})
    assert not form.is_valid()
    assert set(form.errors) == {"name", "phone"}
