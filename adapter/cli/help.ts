/** What `psdap --help` prints. */
export const help = `psdap: a debug adapter (DAP) that drives process servers.

usage:
  psdap                          debug adapter on stdin and stdout, one session
  psdap --listen [HOST:]PORT     debug adapter for many clients, on 127.0.0.1 unless HOST is
                                 given; port 0 chooses one and tells it on stderr.
                                 Clients need the token in PSDAP_TOKEN, if there is one;
                                 beyond this machine there has to be
  psdap serve --transport TEXT   a process server on this machine, until it is ended
        [--host ADDRESS]         gdb: the address to listen on (default 127.0.0.1)
        [--no-password]          dbgeng: allow a transport without password=
  psdap ps                       the processes on this machine
        [--processServer TEXT]   on the machine of a process server instead
        [--json]                 as a JSON array of {id, name, user, commandLine}
  psdap end --processServer TEXT ends a process server
  psdap doctor                   which engines are here, and what to install
  psdap demo                     a narrated debug session of a sample
  psdap setup-wine               prepares Wine for dbgeng where there is no Windows
        [--dbgengPath PATH]      for this engine, which may be a 32-bit one
  psdap --version
  psdap --help

engine options of serve, ps, end, doctor, demo; named like the keys of a launch configuration:
  --engine gdb|dbgeng            default: dbgeng on Windows and with --dbgengPath, else gdb
  --gdbPath PATH                 the gdb to use
  --dbgengPath PATH              folder of dbgeng.dll
  --winePath PATH                the wine to use

transports and connection strings, as dbgeng writes them:
  --transport tcp:port=5005[,password=SECRET]
  --processServer tcp:server=127.0.0.1,port=5005[,password=SECRET]

exit codes: 0 done, 1 the operation failed, 2 wrong usage`;
