import Testing

@testable import Resources

@Suite("Texts")
struct TextsTests {
  let french = Texts(
    .french, table: ["a": "{n} sur {m}", "d.one": "{count} devis", "d.other": "{count} des devis"])
  let english = Texts(.english, table: ["d.one": "{count} quote", "d.other": "{count} quotes"])

  @Test("values take the place of their names, and are not read again")
  func values() {
    #expect(french.text("a", ["n": "{m}", "m": "2"]) == "{m} sur 2")
    #expect(french.text("a", ["m": "2"]) == "{n} sur 2")
    #expect(french["a"] == "{n} sur {m}")
  }

  @Test("a missing text shows its key")
  func missing() {
    #expect(french["none"] == "⟦none⟧")
    #expect(french.text("none", ["a": "b"]) == "⟦none⟧")
    #expect(french.optional("none") == nil)
  }

  @Test("French counts nought as one, English does not")
  func plurals() {
    #expect(
      [0, 1, 2].map { french.text("d", count: $0) } == ["0 devis", "1 devis", "2 des devis"])
    #expect([0, 1, 2].map { english.text("d", count: $0) } == ["0 quotes", "1 quote", "2 quotes"])
    #expect(english.text("d", count: 1_000, ["count": "1,000"]) == "1,000 quotes")
  }

  @Test(
    "the language of a session",
    arguments: [
      (nil, [:], Texts.Language.french), (nil, ["LANG": "en_GB.UTF-8"], .english),
      (nil, ["LANG": "en_GB.UTF-8", "LC_ALL": "fr_FR"], .french),
      (nil, ["LC_ALL": "", "LC_MESSAGES": "en", "LANG": "fr"], .english),
      ("en", ["LANG": "fr_FR"], .english), ("EN", [:], .english), ("fr", ["LANG": "en"], .french),
      (nil, ["LANG": "C"], .french), (nil, ["LANG": "de_DE"], .french),
    ] as [(String?, [String: String], Texts.Language)])
  func language(_ option: String?, _ environment: [String: String], _ expected: Texts.Language) {
    #expect(Texts.Language.preferred(option: option) { environment[$0] } == expected)
  }

  @Test("a table is read with its comments and escapes")
  func table() {
    var reader = TextTableReader(
      Array(
        """
        // Comment with "quotes" = "x";
        "a" = "é {n}";"b"="two\\nlines \\"quoted\\" \\\\";

        "c" = ""; // end
        """.utf8))
    var found: [String] = []
    while let (key, text) = reader.next() { found.append(key + "=" + text) }
    #expect(found == ["a=é {n}", "b=two\nlines \"quoted\" \\", "c="])
    #expect(reader.isAtEnd)
  }

  @Test(
    "a line that is not understood is found",
    arguments: [
      "\"a\" = \"b\"", "\"a\" \"b\";", "a = \"b\";", "\"a\" = \"b\nc\";", "\"a\" = \"\\x\";", "/",
      "\"a",
    ])
  func notATable(_ text: String) {
    var reader = TextTableReader(Array(("\"x\" = \"y\";\n" + text).utf8))
    #expect(reader.next()?.key == "x")
    #expect(reader.next() == nil)
    #expect(!reader.isAtEnd)
    #expect(reader.line == 2)
  }

  @Test("both languages have the same keys, placeholders and no empty text")
  func parity() throws {
    let folder = try ResourceFolder.located()
    let french = try Texts(.french, in: folder)
    let english = try Texts(.english, in: folder)
    #expect(Set(french.keys).symmetricDifference(english.keys).sorted() == [])
    #expect(!french.keys.isEmpty)
    for key in french.keys {
      let names = [french, english].map { Texts.placeholders(in: $0[key]) }
      #expect(names[0] == names[1], "\(key)")
      #expect(!french[key].isEmpty && english.optional(key) != "", "\(key)")
    }
  }

  @Test("every plural has both forms")
  func pluralForms() throws {
    let texts = try Texts(.french, in: ResourceFolder.located())
    for key in texts.keys {
      if key.hasSuffix(".one") { #expect(texts.optional(key.dropLast(4) + ".other") != nil) }
    }
  }
}
