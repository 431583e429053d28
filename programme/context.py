def furniture(request):
    """Nothing yet."""
    return {}
