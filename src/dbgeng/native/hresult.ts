/** HRESULTs that the binding itself tells apart. */
export const Hresult = {
  S_OK: 0,
  E_NOINTERFACE: 0x80004002,
  /** What the engine answers for memory that is not there. */
  READ_FAULT: 0x8007001e,
  PARTIAL_COPY: 0x8007012b,
  NOACCESS: 0x800703e6,
} as const;
