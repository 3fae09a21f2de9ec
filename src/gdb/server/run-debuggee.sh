#!/bin/sh
# Program: becomes the debuggee of an embedded gdbserver.
#
#   run-debuggee.sh ERRORS SHELL PROGRAM
#
# ERRORS is where the debuggee's errors go, apart from gdbserver's own. SHELL is given back to the
# debuggee; gdbserver had another one. PSDAP_ARGUMENTS holds the program's arguments as words of
# a shell: gdbserver 13 itself garbles quotes and newlines.
#
# No variables of its own: one that is in the environment would reach the debuggee changed.
if [ -n "$2" ]; then
  export SHELL="$2"
else
  unset SHELL
fi
exec 2>"$1"
eval "set -- \"\$3\" $PSDAP_ARGUMENTS"
unset PSDAP_ARGUMENTS
exec "$@"
