// Text in different encodings and lengths.
#include <cstdio>
#include <cstring>

static char long_text[5001];

static int look(const char *utf8, const wchar_t *wide, const char16_t *utf16,
                const char32_t *utf32) {
  char inside[32] = "gr\xc3\xbc\xc3\x9f \xe4\xb8\xad";
  wchar_t wide_inside[16] = L"na\u00efve";
  char16_t utf16_inside[16] = u"sixteen \U0001f600";
  char32_t utf32_inside[16] = U"thirty-two \U0001f600";
  const char *broken = "\xff\xfe ok";
  const char *quoted = "say \"yes\"\n\ttwice\\";
  const char *endless = long_text;
  std::size_t length = std::strlen(long_text);
  std::printf("%s %zu %d %s %s\n", inside, length, (int)wide_inside[0], broken, quoted);  // @text
  unsigned letters = wide[0] + utf16[0] + utf32[0] + utf16_inside[0] + utf32_inside[0];
  return (int)(std::strlen(utf8) + letters + std::strlen(endless)) != 0 ? 0 : 1;
}

int main() {
  for (int i = 0; i < 5000; i++) long_text[i] = (char)('a' + i % 26);
  const char *utf8 = "gr\xc3\xbc\xc3\x9f \xe4\xb8\xad \xf0\x9f\x98\x80";
  return look(utf8, L"wide gr\u00fc\u00df \u4e2d", u"sixteen gr\u00fc\u00df \u4e2d",
              U"thirty-two gr\u00fc\u00df \u4e2d");
}
