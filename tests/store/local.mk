# Tests of gateway/store/.
