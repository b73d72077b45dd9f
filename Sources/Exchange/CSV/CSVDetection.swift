/// Finds out what a file does not say about itself.
enum CSVDetection {
  /// The encoding announced by a byte order mark, and the mark's length.
  static func byteOrderMark(_ start: ArraySlice<UInt8>) -> (encoding: CSVEncoding, length: Int)? {
    if start.starts(with: [0xEF, 0xBB, 0xBF]) { return (.utf8, 3) }
    if start.starts(with: [0xFF, 0xFE]) { return (.utf16LittleEndian, 2) }
    if start.starts(with: [0xFE, 0xFF]) { return (.utf16BigEndian, 2) }
    return nil
  }

  /// The candidate that cuts most of the first rows into as many cells as the first row has.
  /// A comma when none cuts anything: the file has one column.
  static func delimiter(sample: [UInt8]) -> CSVDelimiter {
    var best = (delimiter: CSVDelimiter.comma, score: 0)
    for candidate in CSVDelimiter.allCases {
      let score = agreement(sample, candidate)
      if score > best.score { best = (candidate, score) }
    }
    return best.delimiter
  }

  /// Cells of the first row beyond one, times the rows that have exactly as many.
  private static func agreement(_ sample: [UInt8], _ candidate: CSVDelimiter) -> Int {
    var parser = CSVParser(
      CSVFormat(), encoding: .utf8, delimiter: candidate, isRectangular: false)
    sample.withUnsafeBufferPointer { _ = parser.parse($0, limit: 50) }
    if parser.records.isEmpty { parser.finish() }
    let widths = parser.takeRecords().compactMap { record -> Int? in
      if case .row(let row) = record { row.cells.count } else { nil }
    }
    guard let first = widths.first, first > 1 else { return 0 }
    return (first - 1) * widths.count(where: { $0 == first }) * 100 / widths.count + 1
  }
}

/// Whether bytes are UTF-8, a chunk at a time (the table of the Unicode standard, 3-7).
struct UTF8Check {
  private var missing = 0
  private var low: UInt8 = 0x80
  private var high: UInt8 = 0xBF
  /// False from the first byte that cannot be UTF-8.
  private(set) var isValid = true

  /// Looks at one more chunk.
  mutating func check(_ chunk: UnsafeBufferPointer<UInt8>) {
    guard isValid else { return }
    for byte in chunk {
      if missing == 0 {
        if byte < 0x80 { continue }
        begin(byte)
      } else {
        if byte < low || byte > high { isValid = false }
        missing -= 1
        low = 0x80
        high = 0xBF
      }
      if !isValid { return }
    }
  }

  /// Whether the file as a whole was valid: a cut character at its end is not.
  var isComplete: Bool { isValid && missing == 0 }

  private mutating func begin(_ byte: UInt8) {
    switch byte {
    case 0xC2...0xDF: missing = 1
    case 0xE0...0xEF:
      missing = 2
      if byte == 0xE0 { low = 0xA0 }
      if byte == 0xED { high = 0x9F }
    case 0xF0...0xF4:
      missing = 3
      if byte == 0xF0 { low = 0x90 }
      if byte == 0xF4 { high = 0x8F }
    default: isValid = false
    }
  }
}
