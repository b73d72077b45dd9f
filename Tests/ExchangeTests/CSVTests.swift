import Testing

@testable import Exchange

/// Everything a reader yields, and the header.
struct CSVContent: Equatable {
  var columns: [String] = []
  var rows: [CSVRow] = []
  var refusals: [CSVRowError] = []

  init(_ bytes: [UInt8], format: CSVFormat = CSVFormat(), chunk: Int = 65_536) throws {
    let reader = try CSVReader(MemoryBytes(bytes, chunk: chunk), format: format)
    columns = reader.columns
    while let record = try reader.next() {
      switch record {
      case .row(let row): rows.append(row)
      case .refused(let refusal): refusals.append(refusal)
      }
    }
  }

  init(_ text: String, format: CSVFormat = CSVFormat(), chunk: Int = 65_536) throws {
    try self.init(Array(text.utf8), format: format, chunk: chunk)
  }

  var cells: [[String]] { rows.map(\.cells) }
}

/// A small generator with a seed (SplitMix64), so that a failure can be played again.
struct SeededRandom: RandomNumberGenerator {
  var state: UInt64
  init(_ seed: UInt64) { state = seed }
  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var value = state
    value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
    value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
    return value ^ (value >> 31)
  }
}

@Suite struct CSVGrammarTests {
  @Test("quotes, doubled quotes, delimiters and line ends inside quotes")
  func quoting() throws {
    let content = try CSVContent(
      "code,name\r\nA,\"Vis, \"\"inox\"\"\"\r\nB,\"two\r\nlines\"\r\nC,x")
    #expect(content.columns == ["code", "name"])
    #expect(content.cells == [["A", "Vis, \"inox\""], ["B", "two\r\nlines"], ["C", "x"]])
    #expect(content.rows.map(\.line) == [2, 3, 5])
  }

  @Test("LF, CR and CRLF all end a row and count one line each", arguments: ["\n", "\r", "\r\n"])
  func lineEnds(end: String) throws {
    let content = try CSVContent(["a,b", "1,2", "", "3,4"].joined(separator: end) + end)
    #expect(content.cells == [["1", "2"], ["3", "4"]])
    #expect(content.rows.map(\.line) == [2, 4])
  }

  @Test("a quote inside an unquoted cell is part of it")
  func innerQuote() throws {
    let content = try CSVContent("code;name\nT12;tube 1/2\" galva\n")
    #expect(content.cells == [["T12", "tube 1/2\" galva"]])
  }

  @Test("a ragged row is refused with its line, the rows around it are read")
  func ragged() throws {
    let content = try CSVContent("a,b\n1,2\n3\n4,5,6\n7,8\n")
    #expect(content.cells == [["1", "2"], ["7", "8"]])
    #expect(
      content.refusals == [
        CSVRowError(line: 3, problem: .cellCount(expected: 2, found: 1)),
        CSVRowError(line: 4, problem: .cellCount(expected: 2, found: 3)),
      ])
  }

  @Test("NUL, escape and C1 controls are reported with line and column")
  func controls() throws {
    let content = try CSVContent("a,b\n1,x\u{0}y\n2,\"\u{1B}[31m\"\n3,\u{9B}m\n4,tab\there\n")
    #expect(content.cells == [["4", "tab\there"]])
    #expect(
      content.refusals == [
        CSVRowError(line: 2, problem: .controlCharacter(column: 1, code: 0)),
        CSVRowError(line: 3, problem: .controlCharacter(column: 1, code: 0x1B)),
        CSVRowError(line: 4, problem: .controlCharacter(column: 1, code: 0x9B)),
      ])
  }

  @Test("text after a closing quote, and a quote never closed")
  func brokenQuotes() throws {
    let content = try CSVContent("a,b\n\"1\"x,2\n3,4\n5,\"never\nclosed\n")
    #expect(content.cells == [["3", "4"]])
    #expect(
      content.refusals == [
        CSVRowError(line: 2, problem: .textAfterQuote(column: 0)),
        CSVRowError(line: 4, problem: .unterminatedQuote(column: 1)),
      ])
  }

  @Test("a cell of a million characters is read, one above the limit is refused")
  func longCells() throws {
    let million = String(repeating: "é", count: 1_000_000)
    let content = try CSVContent("a,b\n1,\(million)\n2,x\n")
    #expect(content.cells == [["1", million], ["2", "x"]])
    var format = CSVFormat()
    format.maximumCellBytes = 1_000
    let short = try CSVContent("a,b\n1,\(million)\n2,\"x\ny\"\n3,z\n", format: format)
    #expect(short.cells == [["2", "x\ny"], ["3", "z"]])
    let expected = CSVRowProblem.cellTooLong(column: 1, limit: 1_000)
    #expect(short.refusals == [CSVRowError(line: 2, problem: expected)])
  }

  @Test("no row, two columns of a name, a header that is not text")
  func badHeaders() throws {
    #expect(throws: CSVError.empty) { try CSVContent("") }
    #expect(throws: CSVError.empty) { try CSVContent("\n\n") }
    #expect(throws: CSVError.duplicateColumn("a")) { try CSVContent("a,b, a\n1,2,3\n") }
    let problem = CSVRowProblem.controlCharacter(column: 0, code: 0)
    #expect(throws: CSVError.header(CSVRowError(line: 1, problem: problem))) {
      try CSVContent("a\u{0},b\n1,2\n")
    }
  }

  @Test("a directory or a missing file is unreadable, with the system's reason")
  func unreadable() {
    #expect(throws: CSVError.unreadable(path: "/", errno: 21)) { try CSVReader(path: "/") }
    #expect(throws: CSVError.unreadable(path: "/no/such.csv", errno: 2)) {
      try CSVReader(path: "/no/such.csv")
    }
  }
}

@Suite struct CSVEncodingTests {
  private static func bytes(_ units: [UInt16], bigEndian: Bool) -> [UInt8] {
    var bytes: [UInt8] = []
    for unit in units {
      let (high, low) = (UInt8(unit >> 8), UInt8(unit & 0xFF))
      bytes += bigEndian ? [high, low] : [low, high]
    }
    return bytes
  }

  @Test("the delimiter is found out", arguments: [",", ";", "\t", "|"])
  func delimiter(mark: String) throws {
    let lines = ["code\(mark)name", "A\(mark)\"x, y; z\"", "B\(mark)\"p | q\""]
    let content = try CSVContent(lines.joined(separator: "\n"))
    #expect(content.columns == ["code", "name"])
    #expect(content.cells == [["A", "x, y; z"], ["B", "p | q"]])
  }

  @Test("byte order marks of UTF-8 and UTF-16, both ways, with a surrogate pair")
  func marks() throws {
    let text = "a;b\nœuf;🔩 5 €\n"
    let units = Array(text.utf16)
    let little = Self.bytes([0xFEFF] + units, bigEndian: false)
    let big = Self.bytes([0xFEFF] + units, bigEndian: true)
    let eight: [UInt8] = [0xEF, 0xBB, 0xBF] + Array(text.utf8)
    for bytes in [little, big, eight] {
      #expect(try CSVContent(bytes).cells == [["œuf", "🔩 5 €"]])
    }
  }

  @Test("half a surrogate pair refuses its row only")
  func surrogate() throws {
    let units: [UInt16] = Array("a;b\n1;".utf16) + [0xD800] + Array("\n2;x\n".utf16)
    let content = try CSVContent(Self.bytes([0xFEFF] + units, bigEndian: true))
    #expect(content.cells == [["2", "x"]])
    let problem = CSVRowProblem.invalidEncoding(column: 1, encoding: .utf16BigEndian)
    #expect(content.refusals == [CSVRowError(line: 2, problem: problem)])
  }

  @Test("what is not UTF-8 is read as Windows-1252, unless UTF-8 was declared")
  func fallback() throws {
    let bytes = Array("a;b\n1;ok\n2;caf".utf8) + [0xE9, 0x80] + Array("\n".utf8)
    #expect(try CSVContent(bytes).cells == [["1", "ok"], ["2", "café€"]])
    let declared = try CSVContent(bytes, format: CSVFormat(encoding: .utf8))
    #expect(declared.cells == [["1", "ok"]])
    let problem = CSVRowProblem.invalidEncoding(column: 1, encoding: .utf8)
    #expect(declared.refusals == [CSVRowError(line: 3, problem: problem)])
  }

  @Test("Latin-1 and Latin-9 differ in the euro sign")
  func latin() throws {
    let bytes = Array("a;b\n1;".utf8) + [0xA4, 0xBD, 0xE9, 0x0A]
    let nine = try CSVContent(bytes, format: CSVFormat(encoding: .latin9))
    #expect(nine.cells == [["1", "€œé"]])
    let one = try CSVContent(bytes, format: CSVFormat(encoding: .latin1))
    #expect(one.cells == [["1", "¤½é"]])
  }
}

@Suite struct CSVPropertyTests {
  private static func randomRows(_ random: inout SeededRandom) -> [[String]] {
    let pieces = [
      "a", "é", "œ", "\"", "\"\"", ",", ";", "\n", "\r", "\r\n", "\t", " ", "5*40", "🔩", "", "|",
      "e\u{301}", "Ç",
    ]
    let width = Int.random(in: 1...5, using: &random)
    let header = (0..<width).map { "c\($0)" }
    let rows = (0..<Int.random(in: 0...20, using: &random)).map { _ in
      (0..<width).map { _ in
        (0..<Int.random(in: 0...6, using: &random))
          .map { _ in pieces.randomElement(using: &random) ?? "" }.joined()
      }
    }
    return [header] + rows
  }

  @Test("what is written is read back, whatever it holds", arguments: 0..<200)
  func roundTrip(seed: UInt64) throws {
    var random = SeededRandom(seed)
    let rows = Self.randomRows(&random)
    let delimiter = CSVDelimiter.allCases[Int(seed) % 4]
    let end: CSVWriter.LineEnd = seed.isMultiple(of: 2) ? .lineFeed : .carriageReturnLineFeed
    var writer = CSVWriter(delimiter: delimiter, lineEnd: end)
    for row in rows { writer.append(row) }
    let content = try CSVContent(writer.bytes, format: CSVFormat(delimiter: delimiter))
    #expect([content.columns] + content.cells == rows, "seed \(seed)")
    #expect(content.refusals.isEmpty)
  }

  @Test("the same rows and refusals, with the same lines, whatever the size of the chunks")
  func chunks() throws {
    for seed in 0..<100 as Range<UInt64> {
      var random = SeededRandom(seed &+ 1_000)
      let alphabet = Array("a,\"\n\r;é\u{0}".utf8) + [0xE9, 0xC2, 0x9B]
      let noise = (0..<120).map { _ in alphabet.randomElement(using: &random) ?? 0 }
      let bytes = Array("x,y\n".utf8) + noise
      let format = CSVFormat(encoding: CSVEncoding.allCases[Int(seed) % 6], delimiter: .comma)
      guard let whole = try? CSVContent(bytes, format: format) else { continue }
      for chunk in [1, 2, 3, 7] {
        #expect(try CSVContent(bytes, format: format, chunk: chunk) == whole, "seed \(seed)")
      }
    }
  }
}
