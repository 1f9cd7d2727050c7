# Tests of gateway/net/.
