# Tests of gateway/config/.
