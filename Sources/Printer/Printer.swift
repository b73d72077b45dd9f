import CPango
import Glibc
import Paper

// comptoir-document: a document as JSON on the standard input, its PDF on the standard output. It is a
// program of its own so that the libraries that draw, some fifty of them, stay out of the
// workstation's memory and start.
//
// It ends with 0, or says on one line of the standard error what is wrong and ends with:
//   1  the document cannot be drawn      2  it is not a document of this version

@main
struct PrinterProgram {
  static func main() {
    do {
      let document = try PaperDocument(json: read())
      // The drawing is released before the file is written: a leak would show in the tests.
      let file = try CairoDrawing(document).file()
      try write(file)
    } catch {
      switch error {
      case .notADocument(let reason): end(2, "not a document: \(reason)")
      case .otherFormat(let found, let known):
        end(2, "document of form \(found), this program knows form \(known)")
      case .drawing(let reason): end(1, reason)
      }
    }
  }

  private static func end(_ code: Int32, _ sentence: String) -> Never {
    let line = Array("comptoir-document: \(sentence)\n".utf8)
    _ = Glibc.write(STDERR_FILENO, line, line.count)
    exit(code)
  }

  private static func read() throws(PaperError) -> [UInt8] {
    var bytes: [UInt8] = []
    var part = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = Glibc.read(STDIN_FILENO, &part, part.count)
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { throw .drawing(reason: String(cString: strerror(errno))) }
      guard count > 0 else { return bytes }
      bytes += part[..<count]
    }
  }

  private static func write(_ bytes: [UInt8]) throws(PaperError) {
    var written = 0
    while written < bytes.count {
      let count = bytes[written...].withUnsafeBytes {
        Glibc.write(STDOUT_FILENO, $0.baseAddress, $0.count)
      }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { throw .drawing(reason: String(cString: strerror(errno))) }
      written += count
    }
  }
}
