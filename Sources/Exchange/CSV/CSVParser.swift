/// The grammar of RFC 4180 over UTF-8 bytes, fed in chunks of any size.
///
///               delimiter            byte
///        ┌──────────────────┐   ┌───────────┐
///        ▼                  │   ▼           │        line end (CR, LF, CRLF)
///    cellStart ── byte ──► unquoted ────────┘ ───────────────► the row is emitted
///        │ "                                                        ▲
///        ▼       "                          delimiter, line end     │
///     quoted ◄──────► quoteSeen ────────────────────────────────────┘
///
/// A quote inside an unquoted cell is kept as it is (`tube 1/2" galva` is daily bread here). Once a
/// row has a problem its bytes are dropped until it ends, so that memory stays flat; its quotes are
/// still followed, so that the next row starts in the right place.
struct CSVParser {
  private enum State { case cellStart, unquoted, quoted, quoteSeen }

  /// 0 ordinary, 1 delimiter, 2 quote, 3 CR, 4 LF, 5 control, 6 first byte of a possible C1 control.
  private let classes: [UInt8]
  private let format: CSVFormat
  private let encoding: CSVEncoding
  /// Rows read so far and not yet taken.
  private(set) var records: [CSVRecord] = []

  private var state = State.cellStart
  private var afterCarriageReturn = false
  private var line = 1
  private var rowLine = 1
  private var bytes: [UInt8] = []
  private var ends: [Int] = []
  private var rowIsQuoted = false
  private var mayHoldC1 = false
  private var problem: CSVRowProblem?
  /// Whether rows must be as wide as the first one.
  private let isRectangular: Bool
  private var width: Int?

  init(
    _ format: CSVFormat, encoding: CSVEncoding, delimiter: CSVDelimiter, isRectangular: Bool = true
  ) {
    self.format = format
    self.encoding = encoding
    self.isRectangular = isRectangular
    var classes = [UInt8](repeating: 0, count: 256)
    for control in 0..<0x20 { classes[control] = 5 }
    classes[0x7F] = 5
    classes[0x09] = 0
    classes[0xC2] = 6
    classes[0x22] = 2
    classes[0x0D] = 3
    classes[0x0A] = 4
    classes[Int(delimiter.rawValue)] = 1
    self.classes = classes
  }

  /// Hands over the rows read so far.
  mutating func takeRecords() -> [CSVRecord] {
    let taken = records
    records.removeAll(keepingCapacity: true)
    return taken
  }

  /// Reads a chunk; stops early after `limit` rows and returns the number of bytes consumed.
  mutating func parse(_ chunk: UnsafeBufferPointer<UInt8>, limit: Int = .max) -> Int {
    var index = 0
    while index < chunk.count, records.count < limit {
      let byte = chunk[index]
      switch state {
      case .unquoted, .cellStart:
        let run = plainRun(chunk, from: index)
        if run > index {
          append(UnsafeBufferPointer(rebasing: chunk[index..<run]))
          state = .unquoted
          afterCarriageReturn = false
          index = run
        } else {
          step(byte)
          index += 1
        }
      case .quoted:
        let run = quotedRun(chunk, from: index)
        if run > index {
          append(UnsafeBufferPointer(rebasing: chunk[index..<run]))
          afterCarriageReturn = false
          index = run
        } else {
          stepQuoted(byte)
          index += 1
        }
      case .quoteSeen:
        stepAfterQuote(byte)
        index += 1
      }
    }
    return index
  }

  /// Ends the last row, which need not end with a line end.
  mutating func finish() {
    if state == .quoted { fail(.unterminatedQuote(column: ends.count)) }
    let nothing =
      state == .cellStart && bytes.isEmpty && ends.isEmpty && !rowIsQuoted && problem == nil
    if !nothing { endRow() }
  }

  // MARK: Runs of ordinary bytes

  private func plainRun(_ chunk: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
    classes.withUnsafeBufferPointer { table in
      var index = start
      while index < chunk.count, table[Int(chunk[index])] == 0 { index += 1 }
      return index
    }
  }

  private func quotedRun(_ chunk: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
    classes.withUnsafeBufferPointer { table in
      var index = start
      while index < chunk.count, table[Int(chunk[index])] <= 1 { index += 1 }
      return index
    }
  }

  // MARK: One byte that matters

  private mutating func step(_ byte: UInt8) {
    let wasCarriageReturn = afterCarriageReturn
    afterCarriageReturn = false
    switch classes[Int(byte)] {
    case 1: endCell()
    case 2 where state == .cellStart:
      state = .quoted
      rowIsQuoted = true
    case 3:
      afterCarriageReturn = true
      endLine()
    case 4: if !wasCarriageReturn { endLine() } else { skipLineFeed() }
    case let kind: accept(byte, kind)
    }
  }

  private mutating func stepQuoted(_ byte: UInt8) {
    let wasCarriageReturn = afterCarriageReturn
    afterCarriageReturn = false
    switch classes[Int(byte)] {
    case 2: state = .quoteSeen
    case 3:
      afterCarriageReturn = true
      line += 1
      append(byte)
    case 4:
      if !wasCarriageReturn { line += 1 }
      append(byte)
    case let kind:
      accept(byte, kind)
      state = .quoted
    }
  }

  private mutating func stepAfterQuote(_ byte: UInt8) {
    switch classes[Int(byte)] {
    case 2:
      append(byte)
      state = .quoted
    case 1, 3, 4:
      state = .unquoted
      step(byte)
    default:
      fail(.textAfterQuote(column: ends.count))
      state = .unquoted
    }
  }

  private mutating func accept(_ byte: UInt8, _ kind: UInt8) {
    if kind == 5 { fail(.controlCharacter(column: ends.count, code: Int(byte))) }
    if kind == 6 { mayHoldC1 = true }
    append(byte)
    state = .unquoted
  }

  /// The second half of CRLF: the row ended with its first half.
  private mutating func skipLineFeed() { rowLine = line }

  private mutating func endLine() {
    line += 1
    let blank = state == .cellStart && ends.isEmpty && bytes.isEmpty && !rowIsQuoted
    if blank && problem == nil { rowLine = line } else { endRow() }
  }

  // MARK: Cells and rows

  private mutating func append(_ run: UnsafeBufferPointer<UInt8>) {
    guard problem == nil else { return }
    bytes.append(contentsOf: run)
    checkLength()
  }

  private mutating func append(_ byte: UInt8) {
    guard problem == nil else { return }
    bytes.append(byte)
    checkLength()
  }

  private mutating func checkLength() {
    if bytes.count - (ends.last ?? 0) > format.maximumCellBytes {
      fail(.cellTooLong(column: ends.count, limit: format.maximumCellBytes))
    } else if bytes.count > format.maximumRowBytes {
      fail(.rowTooLong(limit: format.maximumRowBytes))
    }
  }

  private mutating func fail(_ found: CSVRowProblem) {
    guard problem == nil else { return }
    problem = found
    bytes.removeAll(keepingCapacity: bytes.capacity < 1_000_000)
    ends.removeAll(keepingCapacity: true)
  }

  private mutating func endCell() {
    state = .cellStart
    guard problem == nil else { return }
    ends.append(bytes.count)
    if ends.count > format.maximumCells { fail(.rowTooLong(limit: format.maximumCells)) }
  }

  private mutating func endRow() {
    endCell()
    if problem == nil, mayHoldC1 { findC1() }
    if problem == nil, let width, width != ends.count {
      problem = .cellCount(expected: width, found: ends.count)
    }
    if problem == nil, let cells = decodedCells() {
      records.append(.row(CSVRow(line: rowLine, cells: cells)))
      if isRectangular { width = cells.count }
    }
    if let problem { records.append(.refused(CSVRowError(line: rowLine, problem: problem))) }
    bytes.removeAll(keepingCapacity: bytes.capacity < 1_000_000)
    ends.removeAll(keepingCapacity: true)
    problem = nil
    mayHoldC1 = false
    rowIsQuoted = false
    rowLine = line
  }

  /// The cells as text; nil, and a problem, where the bytes are not UTF-8.
  private mutating func decodedCells() -> [String]? {
    var cells: [String] = []
    cells.reserveCapacity(ends.count)
    let failed: Int? = bytes.withUnsafeBufferPointer { buffer in
      var start = 0
      for end in ends {
        let cell = UnsafeBufferPointer(rebasing: buffer[start..<end])
        guard let text = String(validating: cell, as: UTF8.self) else { return cells.count }
        cells.append(text)
        start = end
      }
      return nil
    }
    guard let failed else { return cells }
    problem = .invalidEncoding(column: failed, encoding: encoding)
    return nil
  }

  private mutating func findC1() {
    var column = 0
    for index in bytes.indices.dropLast() where bytes[index] == 0xC2 && bytes[index + 1] < 0xA0 {
      while column < ends.count, ends[column] <= index { column += 1 }
      problem = .controlCharacter(column: column, code: Int(bytes[index + 1]))
      return
    }
  }
}
