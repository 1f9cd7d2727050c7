# desk/: its library is listed here once it has a source.
