def text(title, figures):
    import pprint
    return pprint.pformat(figures, width=160)
