#!/bin/sh
# Program: becomes the gdbserver of one debug session, in the care of a keeper that outlives the
# session for as long as a debuggee that it let go.
#
#   embedded-server.sh FOLDER GDBSERVER ARGUMENTS...
#
# FOLDER holds named pipes. The session keeps `control` open for writing: when that ends, so has
# the session. Which debuggees there are the session tells by files: held.PID for one that ends
# with the session, free.PID for one that lives on. Each holds the time at which the process
# started, since the id alone may be given to another one.
#
# Without pipe `stdout` the debuggee has the terminal in which this runs. With it the debuggee
# reads nothing and writes to a pseudo terminal (stdout) and to pipe `stderr`. Pipes to the session
# itself would end a debuggee with SIGPIPE once the session is gone, and files would grow without
# limit.

# Prints the time at which a living process started. A zombie does not live.
# https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html
start_of() {
  stat=$(cat "/proc/$1/stat" 2>/dev/null) || return 1
  # The name in brackets may hold anything; the fields are counted after it.
  # shellcheck disable=SC2086
  set -- ${stat##*) }
  case $1 in Z | X) return 1 ;; esac
  echo "${20}"
}

# Whether any of the processes that the files tell of is alive.
alive() {
  for file; do
    [ -f "$file" ] || continue
    [ "$(start_of "${file##*.}")" = "$(cat "$file")" ] && return 0
  done
  return 1
}

traces_anybody() {
  grep -qs "^TracerPid:[[:space:]]*$$\$" /proc/[0-9]*/status
}

# Has to end the server in any case, also when its terminal is closed.
end() {
  trap '' TERM HUP
  alive "$folder/server.$$" && kill -TERM $$
  patience=50
  while alive "$folder/server.$$" && [ $patience -gt 0 ]; do
    sleep 0.02
    patience=$((patience - 1))
  done
  alive "$folder/server.$$" && kill -KILL $$
  # Any other signal may be lost on one that has just been started.
  # shellcheck disable=SC2086
  kill -KILL $helpers
  rm -rf "$folder"
  exit
}

# A terminal of the debuggee's own: C programs send their lines to one at once, and to anything
# else only when some thousand bytes have come together. It prints to pipe `stdout`, and ends when
# `hold` does. No translation of line ends and no echo, then the name of the terminal.
open_terminal() {
  exec script -q -f -c "stty -opost -echo && tty >&7 && exec cat >/dev/null 7>&-" /dev/null \
    <&5 >&4 7>"$folder/tty"
}

keep() {
  folder=$1
  helpers=
  trap end TERM HUP
  if [ -p "$folder/stdout" ]; then
    # Open in both directions, so that nobody who writes ever finds them without a reader.
    exec 4<>"$folder/stdout" 5<>"$folder/hold" 6<>"$folder/stderr"
    open_terminal &
    helpers="$!"
  fi
  # Nothing is ever said there.
  read -r _ <&3
  # gdb lets go of what it held, and ends what it had launched.
  patience=100
  while [ $patience -gt 0 ]; do
    alive "$folder"/held.* || { ! alive "$folder"/free.* && traces_anybody; } || break
    sleep 0.02
    patience=$((patience - 1))
  done
  for file in "$folder"/held.*; do
    alive "$file" && kill -KILL "${file##*.}"
  done
  if [ -p "$folder/stdout" ] && alive "$folder"/free.*; then
    # What it still writes is read by nobody else.
    cat <&4 &
    helpers="$helpers $!"
    cat <&6 &
    helpers="$helpers $!"
  fi
  while alive "$folder"/free.*; do sleep 1; done
  end
}

# From here on no variables: one that is in the environment would reach the debuggee changed.
# A terminal may open only after the session has given up.
[ -p "$1/control" ] || exit 1
# In both directions first: to open it for reading alone waits for somebody who writes.
# shellcheck disable=SC2094
exec 9<>"$1/control" 3<"$1/control" 9>&-
(start_of $$ >"$1/server.$$")
(keep "$1" </dev/null >/dev/null 2>&1 &)
if [ -p "$1/stdout" ]; then
  ln -s "$(head -n 1 "$1/tty" | grep . || echo stdout)" "$1/output"
  exec </dev/null >"$1/output" 2>/dev/null
fi
shift
exec "$@" 3<&-
