import FoundationEssentials

/// The parameters of a stage's trigger: a JSON object of truth values, whole numbers and texts.
public struct TriggerParameters: Sendable, Hashable {
  /// What is not as it should be: not an object, an unknown name, a value of another kind.
  public struct Problem: Error, Sendable, Hashable {
    /// The parameter, or the text that is not an object.
    public let parameter: String

    /// A problem with a parameter.
    public init(parameter: String) {
      self.parameter = parameter
    }
  }

  private enum Value: Decodable, Hashable {
    case flag(Bool)
    case number(Int)
    case text(String)

    init(from decoder: any Decoder) throws {
      let single = try decoder.singleValueContainer()
      if let flag = try? single.decode(Bool.self) {
        self = .flag(flag)
      } else if let number = try? single.decode(Int.self) {
        self = .number(number)
      } else {
        self = .text(try single.decode(String.self))
      }
    }
  }

  private let values: [String: Value]

  /// Reads the text of `stage_trigger.parameters`; nothing is no parameter.
  public init(json: String) throws(Problem) {
    guard !json.isEmpty else {
      values = [:]
      return
    }
    do {
      values = try JSONDecoder().decode([String: Value].self, from: Data(json.utf8))
    } catch {
      throw Problem(parameter: json)
    }
  }

  /// The names given.
  public var names: Set<String> { Set(values.keys) }

  /// A truth value, or nil where it is not given.
  public func flag(_ name: String) throws(Problem) -> Bool? {
    switch values[name] {
    case .none: return nil
    case .flag(let flag): return flag
    default: throw Problem(parameter: name)
    }
  }
}
