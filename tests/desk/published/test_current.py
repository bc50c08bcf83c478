"""A request knows one run, looked up once."""

from kehu_desk.published.current import CurrentRunMiddleware, current_run


def test_without_a_run_there_is_none(db):
    assert current_run() is None


def test_a_request_asks_for_the_run_once_however_often_it_is_used(published, rf, django_assert_num_queries):
    run = published([])
    seen = []
    answer = CurrentRunMiddleware(lambda request: seen.extend([request.run.label, request.run.pk, bool(request.run)]))
    with django_assert_num_queries(1):
        answer(rf.get("/"))
    assert seen == [run.label, run.pk, True]


def test_a_request_that_does_not_look_asks_nothing(published, rf, django_assert_num_queries):
    published([])
    with django_assert_num_queries(0):
        CurrentRunMiddleware(lambda request: None)(rf.get("/"))
