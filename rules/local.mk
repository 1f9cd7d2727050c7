# What is installed from rules/ is listed here.
