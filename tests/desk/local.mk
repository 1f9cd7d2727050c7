# Tests of gateway/desk/.
