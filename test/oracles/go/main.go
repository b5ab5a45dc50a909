// Command oracles judges a log with other people's code: Go's sumdb/note, Tessera's client and fsck,
// transparency-dev's merkle and formats. It shares nothing with Wormtrail. Exit code 0: accepted.
//
//	oracles note FILE VKEY               the note is signed by the key
//	oracles fsck LOG VKEY                root and tiles follow from the bundles
//	oracles inclusion LOG VKEY INDEX…    each leaf, read from its bundle, is in the checkpoint's tree
//	oracles consistency LOG VKEY OLD NEW the tree of the note OLD begins that of the note NEW
//	oracles proof LOG VKEY FILE          a tlog-proof file proves the leaf of the log at its index
package main

import (
	"context"
	"fmt"
	"os"
	"strconv"
	"time"

	"github.com/transparency-dev/formats/log"
	tlogproof "github.com/transparency-dev/formats/proof"
	"github.com/transparency-dev/merkle/proof"
	"github.com/transparency-dev/merkle/rfc6962"
	"github.com/transparency-dev/tessera/api"
	"github.com/transparency-dev/tessera/client"
	"github.com/transparency-dev/tessera/fsck"
	"golang.org/x/mod/sumdb/note"
)

// Tessera's fsck waits for ever once its workers have all stopped at an error, so it is given many of them,
// and all commands a limit of time.
const (
	workers   = 32
	timeLimit = 60 * time.Second
)

func main() {
	if len(os.Args) < 4 {
		fail(fmt.Errorf("too few arguments"))
	}
	done := make(chan error, 1)
	go func() { done <- run(context.Background(), os.Args[1], os.Args[2], os.Args[3], os.Args[4:]) }()
	select {
	case err := <-done:
		if err != nil {
			fail(err)
		}
	case <-time.After(timeLimit):
		fail(fmt.Errorf("not done after %s", timeLimit))
	}
}

func fail(err error) {
	fmt.Fprintln(os.Stderr, err)
	os.Exit(1)
}

func run(ctx context.Context, command, path, vkey string, rest []string) error {
	verifier, err := note.NewVerifier(vkey)
	if err != nil {
		return err
	}
	switch command {
	case "note":
		return checkNote(path, verifier)
	case "fsck":
		return fsck.New(verifier.Name(), verifier, client.FileFetcher{Root: path}, hashBundle, fsck.Opts{N: workers}).Check(ctx)
	case "inclusion":
		return checkInclusion(ctx, path, verifier, rest)
	case "consistency":
		if len(rest) != 2 {
			return fmt.Errorf("consistency takes two notes")
		}
		return checkConsistency(ctx, path, verifier, rest[0], rest[1])
	case "proof":
		if len(rest) != 1 {
			return fmt.Errorf("proof takes one file")
		}
		return checkProof(ctx, path, verifier, rest[0])
	}
	return fmt.Errorf("no command %q", command)
}

func checkNote(path string, verifier note.Verifier) error {
	bytes, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	opened, err := note.Open(bytes, note.VerifierList(verifier))
	if err != nil {
		return err
	}
	if len(opened.Sigs) != 1 {
		return fmt.Errorf("%d verified signatures, want 1", len(opened.Sigs))
	}
	return nil
}

func hashBundle(bytes []byte) ([][]byte, error) {
	var bundle api.EntryBundle
	if err := bundle.UnmarshalText(bytes); err != nil {
		return nil, err
	}
	hashes := make([][]byte, 0, len(bundle.Entries))
	for _, entry := range bundle.Entries {
		hashes = append(hashes, rfc6962.DefaultHasher.HashLeaf(entry))
	}
	return hashes, nil
}

func readCheckpoint(path string, verifier note.Verifier) (*log.Checkpoint, error) {
	bytes, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	checkpoint, _, _, err := log.ParseCheckpoint(bytes, verifier.Name(), verifier)
	return checkpoint, err
}

func leafHash(ctx context.Context, files client.FileFetcher, index, size uint64) ([]byte, error) {
	bundle, err := client.GetEntryBundle(ctx, files.ReadEntryBundle, index/256, size)
	if err != nil {
		return nil, err
	}
	if index%256 >= uint64(len(bundle.Entries)) {
		return nil, fmt.Errorf("the bundle has no leaf %d", index)
	}
	return rfc6962.DefaultHasher.HashLeaf(bundle.Entries[index%256]), nil
}

func checkInclusion(ctx context.Context, dir string, verifier note.Verifier, indexes []string) error {
	files := client.FileFetcher{Root: dir}
	checkpoint, _, _, err := client.FetchCheckpoint(ctx, files.ReadCheckpoint, verifier, verifier.Name())
	if err != nil {
		return err
	}
	builder, err := client.NewProofBuilder(ctx, checkpoint.Size, files.ReadTile)
	if err != nil {
		return err
	}
	for _, text := range indexes {
		index, err := strconv.ParseUint(text, 10, 64)
		if err != nil {
			return err
		}
		leaf, err := leafHash(ctx, files, index, checkpoint.Size)
		if err != nil {
			return err
		}
		hashes, err := builder.InclusionProof(ctx, index)
		if err != nil {
			return err
		}
		if err := proof.VerifyInclusion(rfc6962.DefaultHasher, index, checkpoint.Size, leaf, hashes, checkpoint.Hash); err != nil {
			return fmt.Errorf("leaf %d: %w", index, err)
		}
	}
	return nil
}

func checkConsistency(ctx context.Context, dir string, verifier note.Verifier, oldPath, newPath string) error {
	older, err := readCheckpoint(oldPath, verifier)
	if err != nil {
		return err
	}
	newer, err := readCheckpoint(newPath, verifier)
	if err != nil {
		return err
	}
	builder, err := client.NewProofBuilder(ctx, newer.Size, client.FileFetcher{Root: dir}.ReadTile)
	if err != nil {
		return err
	}
	hashes, err := builder.ConsistencyProof(ctx, older.Size, newer.Size)
	if err != nil {
		return err
	}
	return proof.VerifyConsistency(rfc6962.DefaultHasher, older.Size, newer.Size, hashes, older.Hash, newer.Hash)
}

func checkProof(ctx context.Context, dir string, verifier note.Verifier, path string) error {
	bytes, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	var file tlogproof.TLogProof
	if err := file.Unmarshal(bytes); err != nil {
		return err
	}
	checkpoint, _, _, err := log.ParseCheckpoint(file.Checkpoint, verifier.Name(), verifier)
	if err != nil {
		return err
	}
	leaf, err := leafHash(ctx, client.FileFetcher{Root: dir}, file.Index, checkpoint.Size)
	if err != nil {
		return err
	}
	hashes := make([][]byte, 0, len(file.Hashes))
	for _, hash := range file.Hashes {
		hashes = append(hashes, hash[:])
	}
	return proof.VerifyInclusion(rfc6962.DefaultHasher, file.Index, checkpoint.Size, leaf, hashes, checkpoint.Hash)
}
