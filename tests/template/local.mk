# Tests of gateway/template/.
