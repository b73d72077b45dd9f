import CNcurses
import Testing

@testable import Terminal

@Suite("Keys") struct KeyTests {
  private func decode(_ bytes: [UInt8]) -> [InputEvent] {
    var decoder = KeyDecoder()
    return bytes.flatMap { decoder.feed(Int32($0)) } + decoder.pause()
  }

  @Test(
    "bytes",
    arguments: [
      ("a", [.char("a")]), ("é€日😀", [.char("é"), .char("€"), .char("日"), .char("😀")]),
      ("\r", [.enter]),
      ("\n", [.enter]), ("\t", [.tab]), ("\u{7F}", [.backspace]), ("\u{8}", [.backspace]),
      ("\u{13}", [.ctrl("s")]), ("\u{0}", [.ctrl(" ")]), ("\u{1B}", [.escape]),
      ("\u{1B}x", [.alt("x")]), ("\u{1B}\u{1B}", [.escape, .escape]),
      ("\u{1B}\r", [.named(.enter, .alt)]),
      ("\u{1B}[99;9~a", [.char("a")]), ("\u{1B}[?1;2c", []), ("\u{1B}Oza", [.char("a")]),
      ("&\"'(-_", "&\"'(-_".map { .char($0) }),
    ] as [(String, [Key])])
  func bytes(text: String, keys: [Key]) {
    #expect(decode(Array(text.utf8)) == keys.map { .key($0) })
  }

  @Test("a character cut by the end of a read is complete with the next one") func splitCharacter()
  {
    var decoder = KeyDecoder()
    #expect(decoder.feed(0xC3) == [])
    #expect(decoder.pause() == [])
    #expect(decoder.feed(0xA9) == [.key(.char("é"))])
  }

  @Test("bytes that are no UTF-8 are dropped and harm nothing after them") func invalid() {
    #expect(decode([0xFF, 0x80, 0xC3, 0x28, 0x61]) == [.key(.char("(")), .key(.char("a"))])
  }

  @Test("codes of ncurses and of our own") func codes() {
    var decoder = KeyDecoder()
    #expect(decoder.feed(KEY_UP) == [.key(.up)])
    #expect(decoder.feed(nc_key_f(8)) == [.key(.f(8))])
    #expect(decoder.feed(nc_key_f(18)) == [.key(.shift(.f(6)))])
    #expect(decoder.feed(PrivateCode.keypad + 46) == [.key(.char("."))])
    #expect(decoder.feed(PrivateCode.keypad + 13) == [.key(.enter)])
    #expect(decoder.feed(PrivateCode.modified(.left, .alt) ?? 0) == [.key(.altLeft)])
    #expect(decoder.feed(9999) == [])
    _ = decoder.feed(0x1B)
    #expect(decoder.feed(KEY_DOWN) == [.key(.escape), .key(.down)])
  }

  @Test("a paste is one text, whatever it holds, and never runs a key") func paste() {
    var decoder = KeyDecoder()
    var events = decoder.feed(PrivateCode.pasteStart)
    for byte in "q\r\nBHR-1650;12\ré\n".utf8 { events += decoder.feed(Int32(byte)) }
    events += decoder.feed(KEY_DC)
    #expect(events == [] && decoder.isPasting)
    #expect(decoder.feed(PrivateCode.pasteEnd) == [.paste("q\nBHR-1650;12\né\n")])
    #expect(!decoder.isPasting)
    #expect(decoder.feed(0x71) == [.key(.char("q"))])
  }

  @Test("a paste keeps its first mebibyte and ends without its end") func pasteLimits() {
    var decoder = KeyDecoder()
    _ = decoder.feed(PrivateCode.pasteStart)
    for _ in 0..<KeyDecoder.pasteLimit + 10 { _ = decoder.feed(0x61) }
    guard case .paste(let text)? = decoder.endPaste().first else {
      Issue.record("no paste")
      return
    }
    #expect(text.utf8.count == KeyDecoder.pasteLimit)
  }

  @Test(
    "the name of a key is the key",
    arguments: [
      .char("n"), .char(" "), .char("+"), .ctrl("s"), .ctrl(" "), .alt("x"), .altLeft,
      .shift(.f(6)), .f(12),
      .enter, .escape, .backTab, .named(.delete, [.ctrl, .alt, .shift]), .pageDown,
    ] as [Key])
  func names(key: Key) { #expect(Key(key.description) == key) }

  @Test("two presses on one cell in time are a double click") func clicks() {
    var counter = ClickCounter()
    let place = Point(3, 4)
    #expect(counter.press(place, atMs: 1000) == 1)
    #expect(counter.press(place, atMs: 1200) == 2)
    #expect(counter.press(place, atMs: 1300) == 1)
    #expect(counter.press(Point(3, 5), atMs: 1350) == 1)
    #expect(counter.press(Point(3, 5), atMs: 1800) == 1)
  }

  @Test("clipboard orders are what terminals read") func clipboard() {
    #expect(ClipboardOrder.text("Æther", tmux: false) == "\u{1B}]52;c;w4Z0aGVy\u{7}")
    #expect(ClipboardOrder.base64(Array("a".utf8)) == "YQ==")
    #expect(ClipboardOrder.base64(Array("ab".utf8)) == "YWI=")
    #expect(
      ClipboardOrder.text("a", tmux: true) == "\u{1B}Ptmux;\u{1B}\u{1B}]52;c;YQ==\u{7}\u{1B}\\")
  }
}
