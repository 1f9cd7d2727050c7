# Tests of gateway/cli/.
