def test_the_sign_in_page_breaks_no_rule(page, axe):
    page.goto("/sign-in/")
    axe(page)
