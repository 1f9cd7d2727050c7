# What is installed from doc/ is listed here.
