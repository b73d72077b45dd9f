import Glibc

/// Where bytes come from, a chunk at a time, so that a file never stands in memory as a whole.
public protocol ByteSource: AnyObject {
  /// Fills the start of the buffer; returns the number of bytes, 0 at the end.
  func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int
  /// Goes back to the first byte: the encoding is found out in a pass of its own.
  func rewind() throws
}

/// The bytes of a file, through its descriptor, which closes with the object.
public final class FileBytes: ByteSource {
  private let descriptor: Int32
  private let path: String

  /// Opens the file for reading; throws `CSVError.unreadable`.
  public init(path: String) throws {
    self.path = path
    descriptor = open(path, O_RDONLY | O_CLOEXEC)
    if descriptor < 0 { throw CSVError.unreadable(path: path, errno: errno) }
  }

  deinit {
    if descriptor >= 0 { close(descriptor) }
  }

  /// One `read`, repeated when a signal interrupts it.
  public func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
    while true {
      let count = Glibc.read(descriptor, buffer.baseAddress, buffer.count)
      if count >= 0 { return count }
      if errno != EINTR { throw CSVError.unreadable(path: path, errno: errno) }
    }
  }

  /// Seeks to the start; throws for what cannot seek, such as a pipe.
  public func rewind() throws {
    if lseek(descriptor, 0, SEEK_SET) < 0 { throw CSVError.unreadable(path: path, errno: errno) }
  }
}

/// Bytes already in memory, handed out in chunks of a chosen size.
public final class MemoryBytes: ByteSource {
  private let bytes: [UInt8]
  private let chunk: Int
  private var position = 0

  /// Bytes handed out at most `chunk` at a time.
  public init(_ bytes: [UInt8], chunk: Int = 65_536) {
    self.bytes = bytes
    self.chunk = max(1, chunk)
  }

  /// The UTF-8 bytes of a text.
  public convenience init(_ text: String, chunk: Int = 65_536) {
    self.init(Array(text.utf8), chunk: chunk)
  }

  /// The next chunk.
  public func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
    let count = min(chunk, buffer.count, bytes.count - position)
    if count > 0 { buffer.copyBytes(from: bytes[position..<position + count]) }
    position += count
    return count
  }

  /// Back to the first byte.
  public func rewind() throws { position = 0 }
}
