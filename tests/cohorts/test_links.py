from cohorts import links


def test_a_token_fits_its_own_row_nonce_and_kind_only():
    token = links.token("invitation", 7, "nonce")
    assert links.is_right(token, "invitation", 7, "nonce")
    assert not links.is_right(token, "invitation", 8, "nonce")
    assert not links.is_right(token, "invitation", 7, "other nonce")
    assert not links.is_right(token, "address", 7, "nonce")


def test_letters_no_token_has_are_wrong_and_not_an_error():
    assert not links.is_right("é\x00", "invitation", 7, "nonce")


def test_the_token_does_not_contain_the_nonce():
    nonce = links.new_nonce()
    assert len(nonce) == 43
    assert nonce not in links.token("invitation", 7, nonce)
