# What is installed from templates/ is listed here.
