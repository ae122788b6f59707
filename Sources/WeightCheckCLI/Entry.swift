// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0

internal import ArgumentParser
internal import SystemPackage
internal import WeightCheck

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Darwin)
  internal import Darwin
#endif

/// The process: arguments in, one exit status out.
@main
enum Entry {
  static func main() async {
    StandardStreams.secure()
    let cancellation = CancellationHandle()
    Interruption.install(cancellation)
    let status = await run(Array(CommandLine.arguments.dropFirst()), cancellation)
    // Everything is written. What `exit` would still run could meet threads that are just ending.
    fflush(nil)
    _exit(status.rawValue)
  }

  private static func run(
    _ arguments: [String], _ cancellation: CancellationHandle
  ) async -> ExitStatus {
    let arguments = hoistingGlobalOptions(arguments)
    if let refusal = SecretArguments.refusal(of: arguments) {
      return report(
        .usage(refusal), to: Output(.standardOutput), asJSON: arguments.contains("--json"))
    }
    let command: any ParsableCommand
    do {
      command = try WeightCheckCommand.parseAsRoot(arguments)
    } catch {
      return refuse(error, arguments)
    }
    guard let command = command as? any AnsweringCommand else {
      // Only the help and version commands of the parser are none of ours.
      do {
        var command = command
        try command.run()
        return .success
      } catch {
        return refuse(error, arguments)
      }
    }
    let output = Output(.standardOutput)
    do throws(CommandError) {
      return output.finish(try await command.answer(to: output, cancellation))
    } catch {
      OutputFiles.removeTemporaries()
      return report(error, to: output, asJSON: command.global.json)
    }
  }

  /// Help and version are answers; anything else is a fault in how the command was called.
  private static func refuse(_ error: any Error, _ arguments: [String]) -> ExitStatus {
    let output = Output(.standardOutput)
    let message = SecretArguments.masked(WeightCheckCommand.fullMessage(for: error), arguments)
    if WeightCheckCommand.exitCode(for: error) == .success {
      output.line(message)
      return output.finish(.success)
    }
    if arguments.contains("--json") {
      let error = CommandError.usage(
        SecretArguments.masked(WeightCheckCommand.message(for: error), arguments))
      return report(error, to: output, asJSON: true)
    }
    let text = message.hasPrefix("Error: ") ? String(message.dropFirst("Error: ".count)) : message
    // The message may quote an argument, which a file name may have become.
    let lines = text.split(separator: "\n").map { UntrustedText(String($0)).escaped }
    Talk.write("weightcheck: \(lines.joined(separator: "\n"))\n")
    return .usage
  }

  private static func report(
    _ error: CommandError, to output: Output, asJSON: Bool
  ) -> ExitStatus {
    Talk.error(error.message, path: error.path)
    guard asJSON else { return error.status }
    ErrorDocument.write(error, to: output)
    return output.finish(error.status)
  }

  /// Moves global options that stand before the subcommand behind it, where the parser wants them.
  private static func hoistingGlobalOptions(_ arguments: [String]) -> [String] {
    var hoisted: [String] = []
    var rest = arguments[...]
    while let first = rest.first {
      let name = first.prefix { $0 != "=" }
      if GlobalOptions.flagNames.contains(first) {
        hoisted.append(rest.removeFirst())
      } else if GlobalOptions.optionNames.contains(String(name)) {
        hoisted.append(rest.removeFirst())
        if first == name, !rest.isEmpty { hoisted.append(rest.removeFirst()) }
      } else {
        break
      }
    }
    guard !hoisted.isEmpty, let command = rest.first else { return arguments }
    return [command] + hoisted + rest.dropFirst()
  }
}

/// A subcommand of ours.
protocol AnsweringCommand: ParsableCommand {
  var global: GlobalOptions { get }

  /// Does the work and writes the answer.
  func answer(
    to output: Output, _ cancellation: CancellationHandle
  ) async throws(CommandError) -> ExitStatus
}

/// The root of the command line.
struct WeightCheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "weightcheck",
    abstract: "Holds released AI weights against what was published about them.",
    version: "weightcheck \(Tool.version)",
    subcommands: [
      VerifyCommand.self, AttestCommand.self, DigestCommand.self, InspectCommand.self,
      StatsCommand.self, OpennessCommand.self, BenchCommand.self,
    ])
}

/// What this tool is, as its documents say.
enum Tool {
  static let name = "weightcheck"
  static let version = "0.1.0"
}
