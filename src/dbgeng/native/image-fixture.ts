/** The least of a PE file that has a version, 10.1.22629.7: headers, one section, and its resource tree. */
export function imageWithVersion(bits: 32 | 64): Buffer {
  const image = Buffer.alloc(0x400);
  image.write("MZ", 0);
  image.writeUInt32LE(0x80, 0x3c);
  image.write("PE\0\0", 0x80);
  image.writeUInt16LE(bits === 64 ? 0x8664 : 0x14c, 0x84);
  image.writeUInt16LE(1, 0x86);
  const optionalSize = bits === 64 ? 240 : 224;
  image.writeUInt16LE(optionalSize, 0x94);
  image.writeUInt16LE(bits === 64 ? 0x20b : 0x10b, 0x98);
  image.writeUInt32LE(0x5000, 0x98 + (bits === 64 ? 112 : 96) + 16);
  const section = 0x98 + optionalSize;
  image.writeUInt32LE(0x5000, section + 12);
  image.writeUInt32LE(0x200, section + 16);
  image.writeUInt32LE(0x200, section + 20);
  const directory = (at: number, id: number, to: number, isDirectory: boolean) => {
    image.writeUInt16LE(1, 0x200 + at + 14);
    image.writeUInt32LE(id, 0x200 + at + 16);
    image.writeUInt32LE((isDirectory ? 0x80000000 : 0) + to, 0x200 + at + 20);
  };
  directory(0x00, 16, 0x20, true);
  directory(0x20, 1, 0x40, true);
  directory(0x40, 0x409, 0x60, false);
  image.writeUInt32LE(0x5080, 0x260);
  image.writeUInt32LE(0x5c, 0x264);
  image.writeUInt32LE(0xfeef04bd, 0x280 + 40);
  image.writeUInt32LE(0x000a0001, 0x280 + 48);
  image.writeUInt32LE(0x58650007, 0x280 + 52);
  return image;
}
