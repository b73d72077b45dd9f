import Glibc

/// Writes CSV: UTF-8, quotes only where the reader needs them.
public struct CSVWriter: Sendable {
  /// What ends a row.
  public enum LineEnd: String, Sendable {
    case lineFeed = "\n"
    case carriageReturnLineFeed = "\r\n"
  }

  /// The bytes written so far and not yet taken.
  public private(set) var bytes: [UInt8] = []
  private let delimiter: CSVDelimiter
  private let lineEnd: LineEnd

  /// A writer for that delimiter and line end.
  public init(delimiter: CSVDelimiter = .comma, lineEnd: LineEnd = .lineFeed) {
    self.delimiter = delimiter
    self.lineEnd = lineEnd
  }

  /// Appends one row. A row of one empty cell is written `""`, so that it is not a blank line.
  public mutating func append(_ cells: [String]) {
    for (column, cell) in cells.enumerated() {
      if column > 0 { bytes.append(delimiter.rawValue) }
      append(cell, quoted: cells.count == 1 && cell.isEmpty)
    }
    bytes.append(contentsOf: lineEnd.rawValue.utf8)
  }

  /// Hands over the bytes written so far, for instance to a file, and forgets them.
  public mutating func takeBytes() -> [UInt8] {
    defer { bytes = [] }
    return bytes
  }

  private mutating func append(_ cell: String, quoted: Bool) {
    let needsQuotes =
      quoted || cell.utf8.contains { $0 == delimiter.rawValue || Self.special.contains($0) }
    guard needsQuotes else { return bytes.append(contentsOf: cell.utf8) }
    bytes.append(0x22)
    for byte in cell.utf8 {
      if byte == 0x22 { bytes.append(byte) }
      bytes.append(byte)
    }
    bytes.append(0x22)
  }

  private static let special: [UInt8] = [0x22, 0x0A, 0x0D]
}

/// A CSV file being written: rows go to the disk a block at a time.
public final class CSVFile {
  private let descriptor: Int32
  private let path: String
  private var writer: CSVWriter

  /// Creates the file, or empties it. Throws `CSVError.unwritable`.
  public init(path: String, writer: CSVWriter = CSVWriter()) throws {
    self.path = path
    self.writer = writer
    descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
    if descriptor < 0 { throw CSVError.unwritable(path: path, errno: errno) }
  }

  deinit {
    if descriptor >= 0 { close(descriptor) }
  }

  /// Appends one row. Throws `CSVError.unwritable`, for instance on a full disk.
  public func append(_ cells: [String]) throws {
    writer.append(cells)
    if writer.bytes.count > 65_536 { try flush() }
  }

  /// Writes what is still in memory. To be called once at the end: `deinit` cannot report an error.
  public func flush() throws {
    let bytes = writer.takeBytes()
    var written = 0
    while written < bytes.count {
      let count = bytes.withUnsafeBytes {
        write(descriptor, $0.baseAddress?.advanced(by: written), bytes.count - written)
      }
      if count < 0 && errno != EINTR { throw CSVError.unwritable(path: path, errno: errno) }
      written += max(0, count)
    }
  }
}
