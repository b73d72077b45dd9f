/// Reads a CSV file row by row, in memory that does not grow with the file.
///
///     source ── chunk ──► transcoder ── UTF-8 ──► parser ── rows ──► next()
///
/// The first row names the columns. Files whose encoding is not given are first read once to see
/// whether they are UTF-8 throughout; then from the start again.
public final class CSVReader {
  /// The column names, trimmed, in the file's order.
  public private(set) var columns: [String] = []
  /// The encoding given, or found out.
  public let encoding: CSVEncoding
  /// The delimiter given, or found out.
  public let delimiter: CSVDelimiter

  private let source: any ByteSource
  private var transcoder: CSVTranscoder
  private var parser: CSVParser
  private var chunk = [UInt8](repeating: 0, count: 65_536)
  private var transcoded: [UInt8] = []
  private var ready: [CSVRecord] = []
  private var readyIndex = 0
  private var isAtEnd = false

  /// Opens the file at that path. Throws `CSVError`.
  public convenience init(path: String, format: CSVFormat = CSVFormat()) throws {
    try self.init(FileBytes(path: path), format: format)
  }

  /// Reads the header and gets ready for the rows. Throws `CSVError`.
  public init(_ source: any ByteSource, format: CSVFormat = CSVFormat()) throws {
    let start = try Self.beginning(source)
    let mark = CSVDetection.byteOrderMark(start[...])
    encoding = try mark?.encoding ?? format.encoding ?? Self.guess(source, format.fallback)
    var transcoder = CSVTranscoder(encoding)
    var sample: [UInt8] = []
    start.dropFirst(mark?.length ?? 0).withUnsafeBufferPointer {
      transcoder.append($0, to: &sample)
    }
    delimiter = format.delimiter ?? CSVDetection.delimiter(sample: sample)
    self.source = source
    self.transcoder = CSVTranscoder(encoding)
    parser = CSVParser(format, encoding: encoding, delimiter: delimiter)
    try source.rewind()
    try skip(mark?.length ?? 0)
    try readHeader()
  }

  /// The next row or refusal, nil at the end of the file.
  public func next() throws -> CSVRecord? {
    while readyIndex == ready.count {
      if isAtEnd { return nil }
      try fill()
    }
    defer { readyIndex += 1 }
    return ready[readyIndex]
  }

  // MARK: Filling

  private func fill() throws {
    let count = try chunk.withUnsafeMutableBytes { try source.read(into: $0) }
    isAtEnd = count == 0
    if transcoder.isIdentity {
      chunk.withUnsafeBufferPointer { buffer in
        _ = parser.parse(UnsafeBufferPointer(rebasing: buffer[0..<count]))
      }
    } else {
      transcoded.removeAll(keepingCapacity: true)
      chunk.withUnsafeBufferPointer { buffer in
        transcoder.append(UnsafeBufferPointer(rebasing: buffer[0..<count]), to: &transcoded)
      }
      if isAtEnd { transcoder.finish(to: &transcoded) }
      transcoded.withUnsafeBufferPointer { _ = parser.parse($0) }
    }
    if isAtEnd { parser.finish() }
    ready = parser.takeRecords()
    readyIndex = 0
  }

  private func readHeader() throws {
    while ready.isEmpty {
      if isAtEnd { throw CSVError.empty }
      try fill()
    }
    switch ready.removeFirst() {
    case .refused(let refusal): throw CSVError.header(refusal)
    case .row(let row): columns = row.cells.map(Self.trimmed)
    }
    var seen: Set<String> = []
    for column in columns where !column.isEmpty && !seen.insert(column).inserted {
      throw CSVError.duplicateColumn(column)
    }
  }

  private func skip(_ count: Int) throws {
    var left = count
    while left > 0 {
      let read = try chunk.withUnsafeMutableBytes {
        try source.read(into: UnsafeMutableRawBufferPointer(rebasing: $0[0..<left]))
      }
      if read == 0 { return }
      left -= read
    }
  }

  // MARK: Finding out

  /// The first 64 KiB, or the whole file.
  private static func beginning(_ source: any ByteSource) throws -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: 65_536)
    var filled = 0
    while filled < bytes.count {
      let count = try bytes.withUnsafeMutableBytes {
        try source.read(into: UnsafeMutableRawBufferPointer(rebasing: $0[filled...]))
      }
      if count == 0 { break }
      filled += count
    }
    return Array(bytes[0..<filled])
  }

  private static func guess(_ source: any ByteSource, _ fallback: CSVEncoding) throws -> CSVEncoding
  {
    try source.rewind()
    var check = UTF8Check()
    var bytes = [UInt8](repeating: 0, count: 65_536)
    while check.isValid {
      let count = try bytes.withUnsafeMutableBytes { try source.read(into: $0) }
      if count == 0 { break }
      bytes.withUnsafeBufferPointer { check.check(UnsafeBufferPointer(rebasing: $0[0..<count])) }
    }
    return check.isComplete ? .utf8 : fallback
  }

  private static func trimmed(_ text: String) -> String {
    let start = text.drop { $0.isWhitespace }
    guard let last = start.lastIndex(where: { !$0.isWhitespace }) else { return "" }
    return String(start[...last])
  }
}
