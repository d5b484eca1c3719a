// Which scripts may stand in one name: UTS #39's "Highly Restrictive" level. Latin may stand beside the scripts that Japanese,
// Chinese and Korean are written in; any other name is of one script, with digits, punctuation and symbols of any.

/** Scripts in modern use: UAX #31's recommended and limited-use ones. All others together count as one. */
const SCRIPTS =
  "Latin Cyrillic Greek Arabic Armenian Bengali Bopomofo Devanagari Ethiopic Georgian Gujarati Gurmukhi Han Hangul Hebrew " +
  "Hiragana Kannada Katakana Khmer Lao Malayalam Myanmar Oriya Sinhala Tamil Telugu Thaana Thai Tibetan " +
  "Adlam Balinese Bamum Batak Canadian_Aboriginal Chakma Cham Cherokee Hanifi_Rohingya Javanese Kayah_Li Lepcha Limbu Lisu " +
  "Mandaic Meetei_Mayek Miao Mongolian New_Tai_Lue Newa Nko Nyiakeng_Puachue_Hmong Ol_Chiki Osage Saurashtra Sundanese " +
  "Syloti_Nagri Syriac Tai_Le Tai_Tham Tai_Viet Tifinagh Vai Wancho Yi";
const TOGETHER = ["Latin Han Hiragana Katakana", "Latin Han Bopomofo", "Latin Han Hangul"];

const scripts = SCRIPTS.split(" ");
const of = (names: readonly string[]): string => names.map((name) => `\\p{scx=${name}}`).join("");
const only = (scriptClass: string): RegExp =>
  new RegExp(`^[${scriptClass}\\p{scx=Zyyy}\\p{scx=Zinh}]*$`, "u");

const latin = only(of(["Latin"]));
const together = TOGETHER.map((names) => only(of(names.split(" "))));
const single = scripts.map((name) => ({
  letter: new RegExp(`\\p{scx=${name}}`, "u"),
  whole: only(of([name])),
}));
const noneOfThem = new RegExp(`^[^${of(scripts)}]*$`, "u");

/** Whether a name mixes scripts that do not belong together. */
export function mixesScripts(name: string): boolean {
  if (latin.test(name) || together.some((whole) => whole.test(name)) || noneOfThem.test(name)) return false;
  return !single.some(({ letter, whole }) => letter.test(name) && whole.test(name));
}
