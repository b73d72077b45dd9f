import Glibc
import Paper
import SalesDesk

/// Why a document could not be printed.
public enum PrinterTrouble: Error, Sendable, Hashable {
  /// The program that draws stands nowhere: the place it was looked for.
  case missing(path: String)
  /// It was stopped, or said no: in its words.
  case failed(reason: String)
  /// Both programs are not of one installation: in its words.
  case otherVersion(reason: String)
  /// The logo that is kept was changed since it was taken.
  case badLogo
}

/// Prints documents with `comptoir-document`, which stands beside the program.
public struct PaperPrinter: Sendable {
  /// Where the program that draws is.
  public let path: String

  /// A printer at a known place.
  public init(path: String) { self.path = path }

  /// The printer of this program: beside its executable where it was built or installed, else beside a
  /// test bundle named in the arguments.
  public static let usual = PaperPrinter(path: locate(CommandLine.arguments))

  /// Draws a document.
  ///
  /// - Parameter json: what `PaperDocument.encoded()` gives.
  /// - Throws: `PrinterTrouble`.
  public func pdf(_ json: [UInt8]) throws(PrinterTrouble) -> [UInt8] {
    guard access(path, X_OK) == 0 else { throw .missing(path: path) }
    let run: ChildRun
    do {
      run = try ChildProgram(path: path).run(json)
    } catch {
      switch error {
      case .notStarted(let number), .noRoom(let number):
        throw .failed(reason: String(cString: strerror(number)))
      case .tooLong(let seconds): throw .failed(reason: "\(seconds) s")
      }
    }
    switch run.code {
    case 0 where run.output.starts(with: Array("%PDF-".utf8)): return run.output
    case 2: throw .otherVersion(reason: run.complaint)
    default: throw .failed(reason: run.complaint.isEmpty ? "\(run.code)" : run.complaint)
    }
  }

  private static func locate(_ arguments: [String]) -> String {
    var buffer = [CChar](repeating: 0, count: Int(PATH_MAX))
    let count = readlink("/proc/self/exe", &buffer, buffer.count)
    let bytes = buffer.prefix(max(0, count)).map { UInt8(bitPattern: $0) }
    let places = [String(decoding: bytes, as: UTF8.self)] + arguments.filter { $0.contains("/") }
    let candidates = places.map { place in
      (place.lastIndex(of: "/").map { String(place[...$0]) } ?? "./") + "comptoir-document"
    }
    return candidates.first { access($0, X_OK) == 0 } ?? candidates[0]
  }
}
