# Tests of gateway/ticket/.
