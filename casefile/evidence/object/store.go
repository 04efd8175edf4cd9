package object

import (
	"context"
	"net/http"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/aws/retry"
	v4 "github.com/aws/aws-sdk-go-v2/aws/signer/v4"
	"github.com/aws/aws-sdk-go-v2/service/s3"
)

// Store reads objects. It is safe for concurrent use.
type Store struct {
	cfg    Config
	client *s3.Client
}

// New makes a Store; nothing is asked yet. The error says what of the configuration makes no sense.
func New(cfg Config) (*Store, error) { return newStore(cfg, usualPatience) }

func newStore(cfg Config, p patience) (*Store, error) {
	if err := cfg.check(); err != nil {
		return nil, err
	}
	if cfg.Most == 0 {
		cfg.Most = usualMost
	}
	if cfg.Region == "" {
		cfg.Region = usualRegion
	}
	options := s3.Options{
		Region:                      cfg.Region,
		Credentials:                 aws.AnonymousCredentials{},
		HTTPClient:                  newHTTPClient(p),
		HTTPSignerV4:                &signer{v4.NewSigner(func(o *v4.SignerOptions) { o.DisableURIPathEscaping = true })},
		DisableS3ExpressSessionAuth: aws.Bool(true),
		ResponseChecksumValidation:  aws.ResponseChecksumValidationWhenRequired,
		Retryer: retry.NewStandard(func(o *retry.StandardOptions) {
			o.MaxAttempts, o.MaxBackoff = 3, p.backoff
		}),
	}
	if cfg.Endpoint != "" {
		options.BaseEndpoint, options.UsePathStyle = aws.String(cfg.Endpoint), true
	}
	if cfg.KeyID != "" {
		key := aws.Credentials{AccessKeyID: cfg.KeyID, SecretAccessKey: cfg.Secret, SessionToken: cfg.Token}
		options.Credentials = aws.CredentialsProviderFunc(func(context.Context) (aws.Credentials, error) { return key, nil })
	}
	return &Store{cfg: cfg, client: s3.New(options)}, nil
}

// signer leaves Accept-Encoding out of what is signed: Google's front end rewrites it before the signature is checked,
// and would refuse every request (aws-sdk-go-v2 issue 1816).
type signer struct{ *v4.Signer }

// SignHTTP implements s3.HTTPSignerV4.
func (s *signer) SignHTTP(ctx context.Context, key aws.Credentials, r *http.Request, payload, service, region string, at time.Time, opts ...func(*v4.SignerOptions)) error {
	r.Header.Del("Accept-Encoding")
	return s.Signer.SignHTTP(ctx, key, r, payload, service, region, at, opts...)
}
