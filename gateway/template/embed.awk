# embed.awk - text files into the C table of shipped.h. Run under LC_ALL=C.

function base(path)
{
	sub(/.*\//, "", path)
	return path
}

function finish()
{
	if (count)
		print "\t\"\";"
}

# One line as a string literal; bytes that could mean something as octal.
function literal(line,	out, i, c)
{
	out = ""
	for (i = 1; i <= length(line); i++) {
		c = substr(line, i, 1)
		out = out (c ~ /[A-Za-z0-9 .,:;=#<>{}()\/^!'_-]/ ? c : code[c])
	}
	return "\t\"" out "\\n\""
}

BEGIN {
	for (i = 1; i < 256; i++)
		code[sprintf("%c", i)] = sprintf("\\%03o", i)
	print "/* Made by embed.awk from templates/; do not edit. */"
	print "#include \"template/shipped.h\""
}

FNR == 1 {
	finish()
	names[++count] = base(FILENAME)
	printf "\nstatic const char text_%d[] =\n", count
}

{ print literal($0) }

END {
	finish()
	print "\nconst struct template_file template_shipped[] = {"
	for (i = 1; i <= count; i++)
		printf "\t{ \"%s\", text_%d, sizeof(text_%d) - 1 },\n", \
			names[i], i, i
	print "};"
	printf "const size_t template_shipped_count = %d;\n", count
}
