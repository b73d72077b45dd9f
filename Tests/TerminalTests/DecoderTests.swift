import Testing

@testable import TerminalTesting

@Suite("Decoder of a terminal's bytes") struct DecoderTests {
  private func screen(_ text: String, _ width: Int = 10, _ height: Int = 4) -> ScreenDecoder {
    var whole = ScreenDecoder(width: width, height: height)
    whole.feed(Array(text.utf8))
    // The same bytes one at a time must give the same screen.
    var piecemeal = ScreenDecoder(width: width, height: height)
    for byte in text.utf8 { piecemeal.feed([byte]) }
    #expect(whole.text == piecemeal.text)
    return whole
  }

  @Test(
    "sequences",
    arguments: [
      ("abc\r\ndef", "abc\ndef\n\n"), ("\u{1B}[2;3Hx", "\n  x\n\n"),
      ("a\u{1B}[5Gb\u{1B}[3dc", "a   b\n\n     c\n"),
      ("-\u{1B}[4b", "-----\n\n\n"), ("abcdef\u{1B}[3D\u{1B}[K", "abc\n\n\n"),
      ("abcdef\u{1B}[4D\u{1B}[2X", "ab  ef\n\n\n"),
      ("abcdef\u{1B}[4D\u{1B}[2P", "abef\n\n\n"), ("abef\u{1B}[2D\u{1B}[2@", "ab  ef\n\n\n"),
      ("a\nb\nc\nd\ne", " b\n  c\n   d\n    e"),
      ("a\r\nb\r\nc\u{1B}[1;1H\u{1B}[L", "\na\nb\nc"),
      ("a\r\nb\r\nc\u{1B}[1;1H\u{1B}[M", "b\nc\n\n"),
      ("日x\u{1B}[1;3Hé", "日é\n\n\n"), ("0123456789ab", "0123456789\nab\n\n"),
      ("x\u{1B}[2J", "\n\n\n"),
      ("\u{1B}]0;titre\u{7}a", "a\n\n\n"), ("e\u{301}", "e\u{301}\n\n\n"),
      ("a\u{1B}[1;3r\u{1B}[3;1Hb\nc", "\nb\n c\n"),
    ])
  func sequences(bytes: String, expected: String) {
    #expect(screen(bytes).text == expected)
  }

  @Test("attributes and modes") func attributes() {
    let screen = screen("\u{1B}[?1049h\u{1B}[?2004h\u{1B}[1;31mA\u{1B}[39mB\u{1B}[mC\u{1B}[?25l")
    #expect(screen.cell(0, 0) == DecodedCell(text: "A", attributes: "1;31"))
    #expect(screen.cell(1, 0).attributes == "1")
    #expect(screen.cell(2, 0).attributes == "")
    #expect(screen.isAlternate && screen.modes.contains(2004) && !screen.modes.contains(25))
  }
}

@Suite("A program on a pseudo-terminal") struct PtySessionTests {
  @Test("what it writes is seen, what is typed reaches it, its end is known") func shell() throws {
    let session = try PtySession("/bin/cat", size: (40, 5))
    session.send("é€ 日\n")
    try session.wait { $0.row(1) == "é€ 日" }
    #expect(session.isCooked)
    session.send("\u{4}")
    #expect(session.exit(timeoutMs: 60_000) == .exited(0))
  }

  @Test("the size reaches it, and what never comes is reported with the screen") func size() throws
  {
    let session = try PtySession(
      "/bin/sh", ["-c", "stty size; read answer"], size: (77, 33))
    try session.wait { $0.shows("33 77") }
    #expect(throws: PtyError.self) { try session.wait(timeoutMs: 1) { $0.shows("never") } }
    session.signal(9)
    #expect(session.exit() == .signalled(9))
  }
}
