# Tests of gateway/rules/.
