# Tests of gateway/message/.
