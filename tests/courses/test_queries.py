import pytest

from courses.queries import CoursePlace


@pytest.mark.parametrize("name", ["course", "module", "lesson", "quiz"])
def test_the_course_of_a_page_is_known_without_a_query(request, course, name, django_assert_num_queries):
    page = request.getfixturevalue(name)
    with django_assert_num_queries(0):
        place = CoursePlace.of(page)
    assert (place.path, place.url_path) == (course.path, course.url_path)
    assert place.url == course.get_url()
