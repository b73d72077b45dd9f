import FoundationEssentials

/// Why a document cannot be printed.
public enum PaperError: Error, Sendable, Hashable {
  /// The text is not JSON, or not of a document: where, and what is wrong.
  case notADocument(reason: String)
  /// The form is of another version than this printer's: both programs must be of one installation.
  case otherFormat(found: Int, known: Int)
  /// A page cannot be drawn: what the drawing library says.
  case drawing(reason: String)
}

extension PaperDocument {
  /// The document as JSON, its keys sorted: the same document gives the same bytes.
  public func encoded() throws -> [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return Array(try encoder.encode(self))
  }

  /// Reads a document that `encoded()` wrote.
  public init(json bytes: [UInt8]) throws(PaperError) {
    struct Form: Decodable { let format: Int }
    let json = Data(bytes)
    do {
      let found = try JSONDecoder().decode(Form.self, from: json).format
      guard found == Self.currentFormat else {
        throw PaperError.otherFormat(found: found, known: Self.currentFormat)
      }
      self = try JSONDecoder().decode(Self.self, from: json)
    } catch let error as PaperError {
      throw error
    } catch let error as DecodingError {
      throw .notADocument(reason: Self.words(error))
    } catch {
      throw .notADocument(reason: "\(error)")
    }
  }

  private static func words(_ error: DecodingError) -> String {
    func path(_ context: DecodingError.Context) -> String {
      context.codingPath.map(\.stringValue).joined(separator: ".")
    }
    return switch error {
    case .keyNotFound(let key, let context): "\(path(context)): no \(key.stringValue)"
    case .typeMismatch(_, let context), .valueNotFound(_, let context),
      .dataCorrupted(let context):
      "\(path(context)): \(context.debugDescription)"
    @unknown default: "unreadable"
    }
  }
}
