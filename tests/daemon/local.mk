# Tests of gateway/daemon/.
